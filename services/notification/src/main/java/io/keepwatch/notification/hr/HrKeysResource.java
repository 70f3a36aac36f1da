package io.keepwatch.notification.hr;

import io.keepwatch.notification.jose.Envelopes;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The keys that HR encrypts for and checks our callbacks with; public, so without a token. */
@Path("/v1/hr/keys")
public class HrKeysResource {
    /** Seconds; a new key is published at least that long before an old one goes. */
    private static final String CACHED = "public, max-age=300";

    private final Envelopes envelopes;

    HrKeysResource(Envelopes envelopes) {
        this.envelopes = envelopes;
    }

    @GET
    @PermitAll
    @Produces({MediaType.APPLICATION_JSON, "application/jwk-set+json"})
    @Operation(
            operationId = "listHrKeys",
            summary = "Our public keys as a JSON Web Key Set",
            description = "use=enc: encrypt HR events for the first of them and name its kid. use=sig: what the"
                    + " callbacks to HR are signed with. Keys may be cached for five minutes.")
    @APIResponse(responseCode = "200", description = "The keys that are valid now; none where none is configured")
    public Response keys() {
        return Response.ok(envelopes.published())
                .header("Cache-Control", CACHED)
                .build();
    }
}
