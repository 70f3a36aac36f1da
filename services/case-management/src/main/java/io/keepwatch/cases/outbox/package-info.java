/** What happened to cases, written with the change itself and relayed to Kafka in order per case. */
@NullMarked
package io.keepwatch.cases.outbox;

import org.jspecify.annotations.NullMarked;
