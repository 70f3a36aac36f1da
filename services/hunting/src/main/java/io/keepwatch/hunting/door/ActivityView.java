package io.keepwatch.hunting.door;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.keepwatch.contracts.Activity;
import io.keepwatch.contracts.ActivityJson;
import io.keepwatch.contracts.ContractJson;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An activity as the contract writes it. */
@Schema(
        name = "Activity",
        type = SchemaType.OBJECT,
        description = "An activity as it was accepted: contracts/schemas/activity.v1.json.")
record ActivityView(
        @Schema(hidden = true) @JsonValue @JsonRawValue String json) {
    static ActivityView of(Activity activity) {
        byte[] json = ContractJson.bytes(out -> ActivityJson.write(activity, out));
        return new ActivityView(new String(json, StandardCharsets.UTF_8));
    }
}
