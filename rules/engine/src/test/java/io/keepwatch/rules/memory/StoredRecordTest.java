package io.keepwatch.rules.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The primitives and the container of stored records")
class StoredRecordTest {
    @Test
    void shouldReadBackEveryNumber() {
        SplittableRandom random = new SplittableRandom(7);
        RecordWriter out = new RecordWriter();
        long[] numbers = new long[2_000];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextLong() >> random.nextInt(64);
        }
        numbers[0] = Long.MIN_VALUE;
        numbers[1] = Long.MAX_VALUE;
        for (long number : numbers) {
            int before = out.size();
            out.number(number);
            assertThat(out.size() - before).isEqualTo(RecordWriter.lengthOf(number));
            out.signed(number);
            out.fixed(number);
        }
        RecordReader in = new RecordReader(out.toArray());
        for (long number : numbers) {
            assertThat(in.number()).isEqualTo(number);
            assertThat(in.signed()).isEqualTo(number);
            assertThat(in.fixed()).isEqualTo(number);
        }
        assertThat(in.hasMore()).isFalse();
    }

    @Test
    void shouldReadBackEveryFractionOfASecond() {
        for (int nano : new int[] {0, 1, 999, 1_000, 1_001, 999_000, 1_000_000, 999_000_000, 999_999_999}) {
            RecordWriter out = new RecordWriter();
            out.nano(nano);
            assertThat(new RecordReader(out.toArray()).nano()).isEqualTo(nano);
        }
    }

    @Test
    @DisplayName("Unknown sections are carried through as they are")
    void shouldCarryUnknownSectionsThrough() {
        RecordWriter out = new RecordWriter();
        RecordWriter section = new RecordWriter();
        Sections.begin(out);
        section.text("known");
        Sections.write(out, 1, section);
        section.reset().text("from a newer release");
        Sections.write(out, 4_000_000, section);
        byte[] stored = out.toArray();

        Sections sections = new Sections();
        sections.read(stored, (number, in) -> number == 1 && in.text().equals("known"));
        Sections.begin(out);
        section.reset().text("known");
        Sections.write(out, 1, section);
        sections.writeUnknown(out);

        assertThat(out.toArray()).isEqualTo(stored);
    }

    @Test
    void shouldRefuseAnotherVersion() {
        assertThatThrownBy(() -> new Sections().read(new byte[] {2, 1, 0}, (number, in) -> true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 2");
    }

    @Test
    @DisplayName("A damaged record is named, it never runs away or out of memory")
    void shouldNameDamage() {
        byte[] endless = HexFormat.of().parseHex("01" + "ff".repeat(12));
        byte[] tooLong = HexFormat.of().parseHex("0101ffffffff0f00");

        assertThatThrownBy(() -> new Sections().read(endless, (number, in) -> true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> new Sections().read(tooLong, (number, in) -> true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void shouldStoreTextsAsUtf8() {
        RecordWriter out = new RecordWriter();
        out.text("Zoë 🔑");

        assertThat(out.toArray()).endsWith("Zoë 🔑".getBytes(StandardCharsets.UTF_8));
        assertThat(new RecordReader(out.toArray()).text()).isEqualTo("Zoë 🔑");
    }
}
