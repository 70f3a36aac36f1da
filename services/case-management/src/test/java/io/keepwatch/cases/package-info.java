/** Case management, tested through its topics and its HTTP interface, on a real Kafka and a real PostgreSQL. */
@NullMarked
package io.keepwatch.cases;

import org.jspecify.annotations.NullMarked;
