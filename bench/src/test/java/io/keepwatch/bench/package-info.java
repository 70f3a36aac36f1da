@NullMarked
package io.keepwatch.bench;

import org.jspecify.annotations.NullMarked;
