@NullMarked
package io.keepwatch.platform;

import org.jspecify.annotations.NullMarked;
