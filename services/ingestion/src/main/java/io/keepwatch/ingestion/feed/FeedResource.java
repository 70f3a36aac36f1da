package io.keepwatch.ingestion.feed;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows the feeds. */
@Path("/v1/feeds")
@Tag(name = "Feeds")
class FeedResource {
    private final Feeds feeds;

    FeedResource(Feeds feeds) {
        this.feeds = feeds;
    }

    @GET
    @RolesAllowed({"analyst", "soc-lead", "rule-admin", "auditor"})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listFeeds",
            summary = "The feeds of this instance: when each was seen last, how dense it is, whether it is silent")
    @APIResponse(responseCode = "200", description = "All feeds, by name.")
    public FeedList list() {
        return new FeedList(feeds.view());
    }

    /** The answer. */
    public record FeedList(List<FeedView> items) {}
}
