package io.keepwatch.hunting.asking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriorityListsTest {
    @TempDir
    Path rules;

    private PriorityLists lists;

    @BeforeEach
    void write() throws Exception {
        Files.createDirectories(rules.resolve("lists"));
        lists = new PriorityLists(rules);
    }

    private void list(String name, String entries) throws Exception {
        Files.writeString(rules.resolve("lists/" + name + ".yaml"), "description: d\nentries: " + entries + "\n");
    }

    @Test
    @DisplayName("S1-22: an edited list holds from the next answer on")
    void shouldSeeChanges() throws Exception {
        list("transfer-tools", "[scp]");
        assertThat(lists.judge().reasons("executable", "/usr/bin/teleport")).isEmpty();

        list("transfer-tools", "[scp, teleport]");
        assertThat(lists.judge().reasons("executable", "/usr/bin/teleport")).containsExactly(Reason.TRANSFER_TOOL);

        Files.delete(rules.resolve("lists/transfer-tools.yaml"));
        assertThat(lists.judge().reasons("executable", "scp")).isEmpty();
        assertThat(lists.state().missing()).contains("transfer-tools");
    }

    @Test
    void shouldSayWhatIsMissing() throws Exception {
        list("transfer-tools", "[scp]");
        list("vpn-networks", "[172.16.0.0/16]");
        list("own-public-servers", "[not-a-network]");

        assertThat(lists.state())
                .isEqualTo(new PriorityLists.State(List.of("internal-networks", "own-public-servers"), null));
    }

    @Test
    void shouldLiveWithoutAnyRules() {
        PriorityLists none = new PriorityLists(rules.resolve("nowhere"));

        assertThat(none.state().missing()).hasSize(4);
        assertThat(none.state().problem()).isNull();
        assertThat(none.judge().reasons("remoteIp", "203.0.113.7")).isEmpty();
    }

    @Test
    @DisplayName("While a list cannot be read the last good ones hold, and the state says which file and line")
    void shouldKeepTheLastGoodLists() throws Exception {
        list("transfer-tools", "[scp]");
        assertThat(lists.judge().reasons("command", "scp")).isNotEmpty();

        list("transfer-tools", "{scp: [");
        assertThat(lists.judge().reasons("command", "scp")).containsExactly(Reason.TRANSFER_TOOL);
        assertThat(lists.state().problem()).contains("lists/transfer-tools.yaml");

        list("transfer-tools", "[scp]");
        assertThat(lists.state().problem()).isNull();
    }

    @Test
    @DisplayName("The lists of the repository are all there")
    void shouldReadTheListsThatAreDelivered() {
        PriorityLists delivered = new PriorityLists(Path.of("../../rules"));

        assertThat(delivered.state()).isEqualTo(new PriorityLists.State(List.of(), null));
        for (String tool : List.of("ssh", "scp", "sftp", "nc", "rsync", "fsync", "curl", "wget", "rclone")) {
            assertThat(delivered.judge().reasons("command", tool)).containsExactly(Reason.TRANSFER_TOOL);
        }
        assertThat(delivered.judge().reasons("ip", "172.16.40.2")).containsExactly(Reason.VPN_ADDRESS);
    }
}
