/** What is still to be published to Kafka: written with what it tells of, in one transaction, and sent afterwards. */
@NullMarked
package io.keepwatch.notification.outbox;

import org.jspecify.annotations.NullMarked;
