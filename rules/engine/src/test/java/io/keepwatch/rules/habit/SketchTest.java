package io.keepwatch.rules.habit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The sketch of amounts")
class SketchTest {
    @Test
    @DisplayName("Every quantile is within an eighth of the true one, whatever the distribution; below 8 it is exact")
    void shouldKeepItsErrorBound() {
        SplittableRandom random = new SplittableRandom(42);
        for (int run = 0; run < 200; run++) {
            long[] amounts = new long[1 + random.nextInt(300)];
            int bits = 1 + random.nextInt(62);
            Sketch sketch = Sketch.EMPTY;
            for (int i = 0; i < amounts.length; i++) {
                amounts[i] = random.nextLong() >>> (63 - random.nextInt(bits));
                amounts[i] &= Long.MAX_VALUE;
                sketch = sketch.add(amounts[i], 1);
            }
            Arrays.sort(amounts);
            for (double share : new double[] {0.01, 0.25, 0.5, 0.75, 0.95, 1}) {
                long truth = amounts[(int) Math.max(0, Math.ceil(share * amounts.length) - 1)];
                double error = truth < 8 ? 0 : truth * Sketch.RELATIVE_ERROR;
                assertThat(sketch.quantile(share)).isCloseTo(truth, within(error));
            }
        }
    }

    @Test
    @DisplayName("Merging is associative and commutative, and what was merged can be taken out again")
    void shouldMergeExactly() {
        SplittableRandom random = new SplittableRandom(7);
        for (int run = 0; run < 100; run++) {
            Sketch a = some(random);
            Sketch b = some(random);
            Sketch c = some(random);
            assertThat(a.merge(b).merge(c))
                    .isEqualTo(a.merge(b.merge(c)))
                    .isEqualTo(c.merge(b).merge(a));
            assertThat(a.merge(b).without(b)).isEqualTo(a);
        }
    }

    private static Sketch some(SplittableRandom random) {
        Sketch sketch = Sketch.EMPTY;
        for (int i = random.nextInt(40); i > 0; i--) {
            sketch = sketch.add(random.nextLong(1L << random.nextInt(1, 63)), 1 + random.nextInt(5));
        }
        return sketch;
    }

    @Test
    @DisplayName("Amounts beside an edge of a bucket: their order is kept, the largest number has a bucket")
    void shouldOrderBuckets() {
        int before = -1;
        for (int shift = 2; shift < 63; shift++) {
            for (long amount : new long[] {(1L << shift) - 1, 1L << shift, (1L << shift) + 1}) {
                int bucket = Sketch.bucket(amount);
                assertThat(bucket).isGreaterThanOrEqualTo(before);
                before = bucket;
            }
        }
        assertThat(Sketch.bucket(Long.MAX_VALUE)).isGreaterThanOrEqualTo(before).isLessThan(Sketch.BUCKETS);
    }

    @Test
    @DisplayName("Where buckets are limited, large amounts stay known and small ones are one")
    void shouldKeepLargeAmountsWhenLimited() {
        Sketch sketch = Sketch.EMPTY;
        for (int shift = 0; shift < 40; shift++) {
            sketch = sketch.add(1L << shift, 1);
        }
        Sketch limited = sketch.limited(16);
        assertThat(limited.weight()).isEqualTo(40);
        assertThat(limited.quantile(1)).isEqualTo(sketch.quantile(1));
        assertThat(limited.quantile(0.7)).isEqualTo(sketch.quantile(0.7));
    }
}
