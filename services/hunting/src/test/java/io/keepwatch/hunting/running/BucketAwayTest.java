package io.keepwatch.hunting.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.hunting.HuntingConfig;
import io.keepwatch.hunting.store.ObjectStore;
import io.keepwatch.hunting.store.TestStores;
import io.keepwatch.platform.harness.TestKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketAwayTest {
    private static final String ACCESS_KEY = "aws.accessKeyId";
    private static final String SECRET = "aws.secretAccessKey";

    @TempDir
    Path directory;

    @TempDir
    Path objects;

    @BeforeEach
    void beSomebody() {
        System.setProperty(ACCESS_KEY, ObjectStore.ACCESS_KEY);
        System.setProperty(SECRET, ObjectStore.SECRET);
    }

    @AfterEach
    void beNobody() {
        System.clearProperty(ACCESS_KEY);
        System.clearProperty(SECRET);
    }

    private HuntingConfig config(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("keepwatch.hunting.bootstrap-servers", TestKafka.shared().bootstrapServers());
        settings.put("keepwatch.hunting.directory", directory.toString());
        settings.put("keepwatch.hunting.scratch", directory + "-scratch");
        settings.put("keepwatch.hunting.s3.bucket", ObjectStore.BUCKET);
        // Quarkus reads the defaults of these as well; this configuration does not.
        settings.put("keepwatch.hunting.flush-after", "PT5S");
        settings.put("keepwatch.hunting.expire-every", "PT1H");
        settings.put("keepwatch.hunting.question-time", "PT20S");
        settings.put("keepwatch.hunting.export-time", "PT30M");
        settings.put("keepwatch.hunting.audit-within", "PT5S");
        return new SmallRyeConfigBuilder()
                .withMapping(HuntingConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(HuntingConfig.class);
    }

    private Activities activities(Map<String, String> settings) {
        HuntingConfig config = config(settings);
        return new Activities(
                config, Clock.systemUTC(), new StoreNews(new SimpleMeterRegistry()), new LegalHolds(config));
    }

    @Test
    @DisplayName("G4: with its bucket away at the start it is up, not ready, says why, and opens the store when it can")
    void shouldOpenTheStoreOnceTheBucketIsThere() throws Exception {
        TestKafka.shared().createTopics();
        try (ObjectStore bucket = new ObjectStore(objects)) {
            bucket.goAway();
            Activities activities = activities(Map.of(
                    "keepwatch.hunting.s3.endpoint",
                    bucket.endpoint().toString(),
                    "keepwatch.hunting.s3.path-style",
                    "true",
                    "keepwatch.hunting.s3.plain-http",
                    "true"));
            WritingHealth health = new WritingHealth(activities);

            activities.onStart(new StartupEvent());
            try {
                TestStores.until(() -> activities.obstacle() != null);
                assertThat(activities.obstacle()).contains("s3://activities/ is away: Connection refused");
                assertThat(health.call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
                assertThat(health.call().getData().orElseThrow()).containsKey("obstacle");
                assertThatThrownBy(activities::reader).isInstanceOf(NotOpenException.class);

                bucket.comeBack();
                TestStores.until(() -> health.call().getStatus() == HealthCheckResponse.Status.UP);
                assertThat(activities.obstacle()).isNull();
                assertThat(activities.reader()).isNotNull();
            } finally {
                activities.onStop(new ShutdownEvent());
            }
        }
    }

    @Test
    @DisplayName("Settings that cannot be right end the start: http where nobody allowed it")
    void shouldNotStartWithoutTls() {
        Activities activities = activities(Map.of("keepwatch.hunting.s3.endpoint", "http://127.0.0.1:9000"));

        assertThatThrownBy(() -> activities.onStart(new StartupEvent()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
    }
}
