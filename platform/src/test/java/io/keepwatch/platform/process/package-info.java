@NullMarked
package io.keepwatch.platform.process;

import org.jspecify.annotations.NullMarked;
