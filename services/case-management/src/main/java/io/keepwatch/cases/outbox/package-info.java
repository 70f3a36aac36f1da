/** What happened to cases and tasks, written with the change itself and relayed to Kafka in order per case or task. */
@NullMarked
package io.keepwatch.cases.outbox;

import org.jspecify.annotations.NullMarked;
