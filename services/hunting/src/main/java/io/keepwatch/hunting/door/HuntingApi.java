package io.keepwatch.hunting.door;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;

/** The service's public description. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Keepwatch hunting",
                        version = "1",
                        description = """
                                Questions about every activity that was ever accepted. Times are RFC 3339 with an offset, or \
                                milliseconds since 1970; answers are in UTC. A query parameter that is not known is \
                                refused rather than ignored. Whatever limit cut an answer short is named in `limits`; how many \
                                damaged files of the hours asked for an answer is without, in the header \
                                `Keepwatch-Damaged`. Every \
                                answer about people leaves an entry in the audit trail (`keepwatch.audit`) before it is \
                                given; where that cannot be written there is no answer (503).

                                Errors are `application/problem+json` with one of these types: \
                                `urn:keepwatch:problem:invalid-question` (400, with `column`, `reason` and, where it can be \
                                guessed, `suggestion`), \
                                `urn:keepwatch:problem:invalid-query` (400, all `violations` listed), \
                                `urn:keepwatch:problem:time-limit` and `urn:keepwatch:problem:answer-too-large` (422, ask \
                                for less, or for a shorter time), \
                                `urn:keepwatch:problem:busy` (429, try again later), \
                                `urn:keepwatch:problem:unavailable` and `urn:keepwatch:problem:audit-unavailable` (503, try \
                                again later).""",
                        license = @License(name = "Apache-2.0")))
public class HuntingApi extends Application {}
