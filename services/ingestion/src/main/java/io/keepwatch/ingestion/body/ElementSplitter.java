package io.keepwatch.ingestion.body;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a JSON document into the elements of its list, or gives it out whole where it is no list. It looks at brackets,
 * quotes and commas only, so that an element that is not JSON spoils no other; an element over the limit is skipped to
 * its end without being held.
 */
public final class ElementSplitter implements Pieces {
    private static final int INITIAL_BUFFER = 1 << 12;
    private static final int END = -1;

    private enum Place {
        BEFORE,
        IN_LIST,
        AFTER_LIST,
        DONE
    }

    private final InputStream in;
    private final int longest;
    private final byte[] read = new byte[1 << 16];
    private int readAt;
    private int readEnd;
    private byte[] element = new byte[INITIAL_BUFFER];
    private int length;
    private long number;
    private @Nullable String fault;
    private Place place = Place.BEFORE;

    /** @param longest bytes an element may have */
    public ElementSplitter(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    @Override
    public boolean next() throws IOException {
        length = 0;
        fault = null;
        return switch (place) {
            case BEFORE -> begin();
            case IN_LIST -> nextElement();
            case AFTER_LIST -> end();
            case DONE -> false;
        };
    }

    @Override
    public byte[] buffer() {
        return element;
    }

    @Override
    public int offset() {
        return 0;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public @Nullable String fault() {
        return fault;
    }

    private boolean begin() throws IOException {
        int first = skipBlank();
        if (first == END) {
            place = Place.DONE;
            return false;
        }
        if (first == '[') {
            int second = skipBlank();
            if (second == ']') {
                return end();
            }
            place = Place.IN_LIST;
            return element(second);
        }
        place = Place.DONE;
        number++;
        for (int c = first; c != END; c = nextByte()) {
            append(c);
        }
        return true;
    }

    private boolean nextElement() throws IOException {
        return element(skipBlank());
    }

    /** Reads up to the comma or bracket that ends the element. */
    private boolean element(int first) throws IOException {
        number++;
        int depth = 0;
        boolean quoted = false;
        for (int c = first; c != END; c = nextByte()) {
            if (quoted) {
                if (c == '\\') {
                    append(c);
                    c = nextByte();
                    if (c == END) {
                        break;
                    }
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (depth > 0 && (c == '}' || c == ']')) {
                depth--;
            } else if (depth == 0 && c == ',') {
                return true;
            } else if (depth == 0 && c == ']') {
                place = Place.AFTER_LIST;
                return true;
            }
            append(c);
        }
        place = Place.DONE;
        fault = "the list breaks off";
        return true;
    }

    /** What stands after the list is a fault of its own, so that the list's last element is kept. */
    private boolean end() throws IOException {
        place = Place.DONE;
        if (skipBlank() == END) {
            return false;
        }
        number++;
        fault = "there is more after the end of the list";
        return true;
    }

    private void append(int c) {
        if (length == longest) {
            fault = "longer than " + longest + " bytes";
            return;
        }
        if (length == element.length) {
            element = Arrays.copyOf(element, Math.min(2 * length, longest));
        }
        element[length++] = (byte) c;
    }

    private int skipBlank() throws IOException {
        int c;
        do {
            c = nextByte();
        } while (c == ' ' || c == '\t' || c == '\r' || c == '\n');
        return c;
    }

    private int nextByte() throws IOException {
        if (readAt == readEnd) {
            readAt = 0;
            readEnd = Math.max(0, in.read(read, 0, read.length));
            if (readEnd == 0) {
                return END;
            }
        }
        return read[readAt++] & 0xFF;
    }
}
