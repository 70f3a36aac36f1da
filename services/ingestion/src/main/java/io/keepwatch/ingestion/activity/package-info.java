/** The door for activity: read, checked, given to its person, durable. */
@NullMarked
package io.keepwatch.ingestion.activity;

import org.jspecify.annotations.NullMarked;
