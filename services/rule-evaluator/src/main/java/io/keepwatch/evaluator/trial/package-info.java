/** Rule sets are tried in a process of their own before they judge here. */
@NullMarked
package io.keepwatch.evaluator.trial;

import org.jspecify.annotations.NullMarked;
