@NullMarked
package io.keepwatch.platform.harness;

import org.jspecify.annotations.NullMarked;
