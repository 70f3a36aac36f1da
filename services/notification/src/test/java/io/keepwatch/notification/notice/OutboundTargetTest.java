package io.keepwatch.notification.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundTargetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1", "0.0.0.0", "10.0.0.1", "172.16.9.9", "192.168.1.1", "169.254.169.254", "100.64.0.1",
                        "0.1.2.3",
                "224.0.0.1", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "::ffff:10.0.0.1", "::ffff:169.254.169.254"
            })
    @DisplayName("reliability §4: addresses of ourselves and of the own network are no destinations")
    void shouldKnowInsideAddresses(String address) throws UnknownHostException {
        assertThat(OutboundTarget.isInside(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.215.14", "100.128.0.1", "172.32.0.1", "2606:2800:21f:cb07::1"})
    @DisplayName("reliability §4: addresses outside are destinations")
    void shouldKnowOutsideAddresses(String address) throws UnknownHostException {
        assertThat(OutboundTarget.isInside(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.corp.example/",
                "ftp://hooks.corp.example/",
                "file:///etc/passwd",
                "gopher://x/",
                "https://user@hooks.corp.example/",
                "https://user:pass@hooks.corp.example/",
                "https://hooks.corp.example/#x",
                "https:///path",
                "hooks.corp.example",
                "https:opaque"
            })
    @DisplayName("reliability §4: a destination is an https address without user or fragment")
    void shouldRefuseOtherAddresses(String address) {
        assertThatThrownBy(() -> OutboundTarget.of(URI.create(address), false, false, "THE_SETTING"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("THE_SETTING");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://127.0.0.1/x", "https://localhost/x", "https://[::1]:8443/x", "https://2130706433/"})
    @DisplayName("reliability §4: the address is checked after it is resolved, however it is written")
    void shouldRefuseToResolveInside(String address) {
        OutboundTarget target = OutboundTarget.of(URI.create(address), false, false, "THE_SETTING");

        assertThatThrownBy(target::resolve).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("the local platform's receiver is plain and local, because configuration says so")
    void shouldAllowPlainAndPrivateWhereConfigured() throws IOException {
        OutboundTarget target =
                OutboundTarget.of(URI.create("http://127.0.0.1:8086/hook?a=b"), true, true, "THE_SETTING");

        assertThat(target.resolve().isLoopbackAddress()).isTrue();
        assertThat(target.port()).isEqualTo(8086);
        assertThat(target.requestUri()).isEqualTo("/hook?a=b");
        assertThat(target.tls()).isFalse();
    }
}
