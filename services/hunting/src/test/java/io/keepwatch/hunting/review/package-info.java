@NullMarked
package io.keepwatch.hunting.review;

import org.jspecify.annotations.NullMarked;
