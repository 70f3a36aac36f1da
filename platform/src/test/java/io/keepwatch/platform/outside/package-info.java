@NullMarked
package io.keepwatch.platform.outside;

import org.jspecify.annotations.NullMarked;
