/**
 * Reads the records of the Linux audit system ({@code ?format=auditd}): lines into records, records of one stamp into
 * events, events into activities. What maps to what: docs/linux-audit.md.
 */
@NullMarked
package io.keepwatch.ingestion.auditd;

import org.jspecify.annotations.NullMarked;
