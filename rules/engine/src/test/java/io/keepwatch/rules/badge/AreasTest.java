package io.keepwatch.rules.badge;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.rules.badge.Area.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Areas by keywords in the names of doors")
class AreasTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "Security Office, SENSITIVE",
        "3F Investigations, SENSITIVE",
        "Restricted Lab, SENSITIVE",
        "RESTRICTED-LAB_2, SENSITIVE",
        "Main Lobby, COMMON",
        "Elevators North, COMMON",
        "Garage P2, COMMON",
        "Break Room, RECREATIONAL",
        "BREAK-ROOM 2, RECREATIONAL",
        "BreakRoom2, RECREATIONAL",
        "Gymnasium, RECREATIONAL",
        "cafeteria, RECREATIONAL",
        "Security Lobby, SENSITIVE",
        "Cybersecurity Team, OTHER",
        "Room 1.12, OTHER",
        "'---', OTHER"
    })
    @DisplayName("S3-22, S3-23, S3-24: the document's words, where a word begins")
    void shouldClassify(String door, Kind kind) {
        assertThat(Kara.AREAS.behind(door).kind()).isEqualTo(kind);
    }

    @Test
    @DisplayName("S3-32: a roof is a roof beside what else it is, and a soundproof room has none")
    void shouldFindRoofs() {
        assertThat(Kara.AREAS.behind("East Rooftop Terrace").roof()).isTrue();
        assertThat(Kara.AREAS.behind("Restricted Roof")).isEqualTo(new Area(Kind.SENSITIVE, true));
        assertThat(Kara.AREAS.behind("Soundproof Room").roof()).isFalse();
        assertThat(Kara.AREAS.behind(null)).isEqualTo(Area.UNKNOWN);
    }

    @Test
    @DisplayName("S3-25: the words are lists that can be edited")
    void shouldUseOtherWords() {
        Areas other = new Areas(Map.of(Areas.SENSITIVE, List.of("Tresor", " "), Areas.COMMON, List.of("Eingang")));
        assertThat(other.behind("Tresorraum").kind()).isEqualTo(Kind.SENSITIVE);
        assertThat(other.behind("Haupteingang").kind()).isEqualTo(Kind.OTHER);
        assertThat(other.behind("Security").kind()).isEqualTo(Kind.OTHER);
    }
}
