/** What is written of a rules directory for people and their tools: documentation, ATT&amp;CK layer, JSON Schemas. */
@NullMarked
package io.keepwatch.rules.docs;

import org.jspecify.annotations.NullMarked;
