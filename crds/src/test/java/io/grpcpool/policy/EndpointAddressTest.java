package io.grpcpool.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.7",
        "127.0.0.1",
        "255.255.255.255",
        "::1",
        "fd00::7",
        "2001:db8:0:0:1:0:0:1",
        "2001:DB8::A",
        "1:2:3:4:5:6:7:8",
        "1::",
        "::2:3:4:5:6:7:8",
        "::ffff:10.0.0.7",
        "64:ff9b::10.0.0.7"
      })
  void takesLiterals(String address) {
    assertThat(EndpointAddress.check(address, 50051)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db.example.com",
        "localhost",
        "10.0.0",
        "10.0.0.256",
        "10.0.0.07",
        "10.0.0.7.8",
        "10.0.0.7:50051",
        "0x7f000001",
        "2130706433",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        "1::2::3",
        ":::",
        "1:2:3:4:5:6:7:",
        "fd00::g",
        "fd00::12345",
        "::10.0.0.7:1",
        "::ffff:10.0.0.256"
      })
  void refusesWhatIsNoLiteral(String address) {
    assertThat(EndpointAddress.check(address, 50051))
        .contains(
            "address \""
                + address
                + "\": must be an IPv4 or IPv6 address; host names are not resolved");
  }

  @ParameterizedTest
  @CsvSource({
    "'[fd00::7]', must be written without brackets",
    "fe80::1%eth0, must have no zone id: it means nothing on another machine",
    "0.0.0.0, must not be the unspecified address",
    "::, must not be the unspecified address",
    "0:0:0:0:0:0:0:0, must not be the unspecified address",
    "::0.0.0.0, must not be the unspecified address"
  })
  void saysWhyALiteralCannotBeUsed(String address, String why) {
    assertThat(EndpointAddress.check(address, 50051))
        .contains("address \"" + address + "\": " + why);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50051, 65_535})
  void takesPorts(int port) {
    assertThat(EndpointAddress.check("10.0.0.7", port)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65_536, 70_000})
  void refusesWhatIsNoPort(int port) {
    assertThat(EndpointAddress.check("10.0.0.7", port))
        .contains("port " + port + ": must be 1 to 65535");
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(EndpointAddress.check(null, 50051))
        .contains("address is missing: must be an IPv4 or IPv6 address");
    assertThat(EndpointAddress.check(" ", 50051))
        .contains("address is missing: must be an IPv4 or IPv6 address");
    assertThat(EndpointAddress.check("10.0.0.7", null))
        .contains("port is missing: must be 1 to 65535");
  }
}
