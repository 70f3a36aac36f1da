@NullMarked
package io.keepwatch.contracts;

import org.jspecify.annotations.NullMarked;
