/** The service seen from outside: its HTTP doors, its topics, its mailbox and its receiver. */
@NullMarked
package io.keepwatch.notification;

import org.jspecify.annotations.NullMarked;
