@NullMarked
package io.keepwatch.hunting.asking;

import org.jspecify.annotations.NullMarked;
