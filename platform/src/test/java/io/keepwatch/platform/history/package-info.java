@NullMarked
package io.keepwatch.platform.history;

import org.jspecify.annotations.NullMarked;
