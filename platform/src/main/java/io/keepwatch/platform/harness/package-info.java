/** Real Kafka and real PostgreSQL for the tests of every module: one of each per JVM, on random ports, gone with it. */
@NullMarked
package io.keepwatch.platform.harness;

import org.jspecify.annotations.NullMarked;
