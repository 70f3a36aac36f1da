/** The Kafka broker of the local platform and of the tests: its settings, its command line, its topics. */
@NullMarked
package io.keepwatch.platform.kafka;

import org.jspecify.annotations.NullMarked;
