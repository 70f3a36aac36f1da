package io.keepwatch.rules.calibration;

import io.keepwatch.rules.book.RuleSetException;
import io.keepwatch.rules.book.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a value must keep to: a number, or a multiple of what another reading came to, and so much more.
 *
 * @param relation on which side of it the value must be
 * @param of the other reading's name; null where the limit is a number
 * @param times what the other reading is multiplied by; 1 where nobody said
 * @param plus what is added to it; the number itself where there is no other reading
 */
record Limit(Relation relation, @Nullable String of, double times, double plus) {
    /** Which values keep to it. */
    enum Relation {
        AT_LEAST("atLeast", "≥"),
        ABOVE("above", ">"),
        AT_MOST("atMost", "≤"),
        BELOW("below", "<");

        private final String field;
        private final String sign;

        Relation(String field, String sign) {
            this.field = field;
            this.sign = sign;
        }

        private boolean holds(double value, double bound) {
            return switch (this) {
                case AT_LEAST -> value >= bound;
                case ABOVE -> value > bound;
                case AT_MOST -> value <= bound;
                case BELOW -> value < bound;
            };
        }
    }

    /** The names of the fields of limits. */
    static List<String> fields() {
        return Arrays.stream(Relation.values()).map(relation -> relation.field).toList();
    }

    /** The limits among the fields of a reading. */
    static List<Limit> read(Map<String, YamlNode> fields) throws RuleSetException {
        List<Limit> limits = new ArrayList<>();
        for (Relation relation : Relation.values()) {
            YamlNode yaml = fields.get(relation.field);
            if (yaml != null) {
                for (YamlNode one : yaml.isList() ? yaml.items() : List.of(yaml)) {
                    limits.add(read(relation, one));
                }
            }
        }
        return limits;
    }

    private static Limit read(Relation relation, YamlNode yaml) throws RuleSetException {
        if (yaml.isScalar()) {
            return new Limit(relation, null, 1, yaml.decimal());
        }
        Map<String, YamlNode> fields = yaml.fields("of", "times", "plus");
        YamlNode times = fields.get("times");
        YamlNode plus = fields.get("plus");
        return new Limit(
                relation,
                yaml.required(fields, "of").text(),
                times == null ? 1 : times.decimal(),
                plus == null ? 0 : plus.decimal());
    }

    /** @param others what other readings came to, by name */
    double bound(ToDoubleFunction<String> others) {
        return of == null ? plus : times * others.applyAsDouble(of) + plus;
    }

    boolean holds(double value, ToDoubleFunction<String> others) {
        return relation.holds(value, bound(others));
    }

    /** For people to read: {@code > 3 × R02}. */
    String said() {
        if (of == null) {
            return relation.sign + " " + number(plus);
        }
        return relation.sign
                + (times == 1 ? " " : " " + number(times) + " × ")
                + of
                + (plus == 0 ? "" : " + " + number(plus));
    }

    private static String number(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
