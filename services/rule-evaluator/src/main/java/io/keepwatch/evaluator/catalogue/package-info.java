/** The rules this instance judges with, and what it can say of them. */
@NullMarked
package io.keepwatch.evaluator.catalogue;

import org.jspecify.annotations.NullMarked;
