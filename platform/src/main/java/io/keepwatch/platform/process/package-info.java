/** Child processes of the local platform and of the tests: ports, identities that survive, and a leash. */
@NullMarked
package io.keepwatch.platform.process;

import org.jspecify.annotations.NullMarked;
