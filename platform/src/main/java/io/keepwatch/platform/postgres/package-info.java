/** PostgreSQL from Maven artifacts: unpacking, a server in a directory, databases with their owners. */
@NullMarked
package io.keepwatch.platform.postgres;

import org.jspecify.annotations.NullMarked;
