/** Cases: when one opens, what attaches to it, who may see it. */
@NullMarked
package io.keepwatch.cases.casefile;

import org.jspecify.annotations.NullMarked;
