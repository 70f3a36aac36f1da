/**
 * What crosses a boundary between Keepwatch's services: one record per message, each with its one streaming reader and
 * one streaming writer. The JSON Schemas under {@code contracts/schemas} say the same for other languages; a test holds
 * both together. This module knows Jackson's streaming core and nothing else.
 */
@NullMarked
package io.keepwatch.contracts;

import org.jspecify.annotations.NullMarked;
