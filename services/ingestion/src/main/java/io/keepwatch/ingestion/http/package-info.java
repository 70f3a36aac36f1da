/** What every door of the service answers with: the summary of a request's lines, and problem details. */
@NullMarked
package io.keepwatch.ingestion.http;

import org.jspecify.annotations.NullMarked;
