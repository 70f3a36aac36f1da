/** What all doors have in common: how they read requests, whom they let in, and the problems they answer with. */
@NullMarked
package io.keepwatch.hunting.http;

import org.jspecify.annotations.NullMarked;
