package io.keepwatch.hunting.door;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;

/** Answers that can be had as data or as something to look at, as the client asks for. */
final class Drawn {
    static final String SVG = "image/svg+xml";

    private static final String UTF_8 = "; charset=utf-8";
    private static final String SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private Drawn() {}

    /** Whether the client would rather have this type than JSON. */
    static boolean isWanted(Request request, String type) {
        Variant chosen =
                request.selectVariant(Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, MediaType.valueOf(type))
                        .build());
        return chosen != null && chosen.getMediaType().isCompatible(MediaType.valueOf(type));
    }

    static Response json(Object view) {
        return Response.ok(view, MediaType.APPLICATION_JSON_TYPE).build();
    }

    static Response svg(String svg) {
        return page(svg, SVG, SVG_POLICY);
    }

    /** @param policy what a browser may load and run of it */
    static Response page(String text, String type, String policy) {
        return Response.ok(text, type + UTF_8)
                .header("Content-Security-Policy", policy)
                .build();
    }
}
