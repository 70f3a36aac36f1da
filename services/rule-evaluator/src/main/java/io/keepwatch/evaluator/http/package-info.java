/** What this service answers over HTTP. */
@NullMarked
package io.keepwatch.evaluator.http;

import org.jspecify.annotations.NullMarked;
