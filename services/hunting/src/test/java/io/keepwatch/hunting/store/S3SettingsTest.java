package io.keepwatch.hunting.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3SettingsTest {
    private static S3Settings settings(@Nullable String endpoint, String bucket, String prefix, boolean plainHttp) {
        return new S3Settings(
                endpoint == null ? null : URI.create(endpoint), bucket, prefix, "eu-central-1", true, plainHttp);
    }

    @ParameterizedTest
    @CsvSource({
        "http://minio:9000, an endpoint has https",
        "ftp://minio, an endpoint has https",
        "minio:9000, an endpoint is an absolute URL",
        "/minio, an endpoint is an absolute URL",
        "https://me:secret@minio:9000, an endpoint carries no credentials"
    })
    void shouldRefuseEndpointsThatAreNotSafe(String endpoint, String why) {
        assertThatThrownBy(() -> settings(endpoint, "activities", "", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(why)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({"ab, ''", "Activities, ''", "activities/x, ''", "activities, /x", "activities, x/", "activities, /"})
    void shouldRefuseWhatCannotBeABucket(String bucket, String prefix) {
        assertThatThrownBy(() -> settings(null, bucket, prefix, false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldTakeWhatIsRight() {
        assertThat(settings("https://minio:9000", "activities", "keepwatch/hunting", false))
                .hasToString("s3://activities/keepwatch/hunting/");
        assertThat(settings("http://minio:9000", "activities", "a", true)).hasToString("s3://activities/a/");
        assertThat(settings(null, "activities", "", false)).hasToString("s3://activities/");
    }
}
