@NullMarked
package io.keepwatch.platform.postgres;

import org.jspecify.annotations.NullMarked;
