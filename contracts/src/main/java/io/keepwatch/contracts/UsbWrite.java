package io.keepwatch.contracts;

import static io.keepwatch.contracts.Attribute.BYTES;
import static io.keepwatch.contracts.Attribute.DEVICE;
import static io.keepwatch.contracts.Attribute.PATH;

import org.jspecify.annotations.Nullable;

/**
 * Writing to a removable device. Wire type {@code usb.write}.
 *
 * @param header what every activity has
 * @param bytes size in bytes, 0 where unknown
 * @param device the device's serial number or name
 * @param path the file, as the source names it
 */
public record UsbWrite(
        ActivityHeader header,
        long bytes,
        @Nullable String device,
        @Nullable String path) implements Activity {
    static UsbWrite of(ActivityHeader header, ActivityDraft draft) throws MalformedMessageException {
        return new UsbWrite(header, draft.number(BYTES, 0), draft.text(DEVICE), draft.text(PATH));
    }

    @Override
    public ActivityType type() {
        return ActivityType.USB_WRITE;
    }

    @Override
    public @Nullable Object get(Attribute attribute) {
        return switch (attribute) {
            case BYTES -> bytes;
            case DEVICE -> device;
            case PATH -> path;
            default -> null;
        };
    }
}
