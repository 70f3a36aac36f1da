/** Who let a rule set pass: a manifest of its files, and signatures over it. */
@NullMarked
package io.keepwatch.rules.approval;

import org.jspecify.annotations.NullMarked;
