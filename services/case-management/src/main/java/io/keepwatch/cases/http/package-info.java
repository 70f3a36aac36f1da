/** How this service reads queries, pages and refuses, the same for every operation. */
@NullMarked
package io.keepwatch.cases.http;

import org.jspecify.annotations.NullMarked;
