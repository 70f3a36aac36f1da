/** What is known of people's scores: every record, the models they come from, and what each score is by now. */
@NullMarked
package io.keepwatch.cases.risk;

import org.jspecify.annotations.NullMarked;
