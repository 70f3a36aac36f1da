/** Where activity and identities enter: what is shared by the features of the service. */
@NullMarked
package io.keepwatch.ingestion;

import org.jspecify.annotations.NullMarked;
