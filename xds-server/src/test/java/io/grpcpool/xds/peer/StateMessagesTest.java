package io.grpcpool.xds.peer;

import static io.grpcpool.xds.peer.SoftStates.CANARY;
import static io.grpcpool.xds.peer.SoftStates.LISTENER;
import static io.grpcpool.xds.peer.SoftStates.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.grpcpool.xds.Acknowledgements;
import io.grpcpool.xds.Refusal;
import io.grpcpool.xds.peer.v1.CutState;
import io.grpcpool.xds.peer.v1.LoadState;
import io.grpcpool.xds.peer.v1.PolicyState;
import io.grpcpool.xds.peer.v1.ResourceState;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StateMessagesTest {

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void readsWhatWasWritten(long seed) throws InvalidProtocolBufferException {
    PolicySoftState state = SoftStates.random(new SplittableRandom(seed));

    PolicyState message = PolicyState.parseFrom(StateMessages.write(SHOP, state).toByteArray());

    assertThat(StateMessages.key(message.getPolicy())).isEqualTo(SHOP);
    assertThat(StateMessages.read(message).loads()).isEqualTo(state.loads());
    assertThat(StateMessages.read(message).telemetry()).isEqualTo(state.telemetry());
    assertThat(StateMessages.read(message).cuts()).isEqualTo(state.cuts());
    assertThat(StateMessages.read(message).resources().keySet())
        .isEqualTo(state.resources().keySet());
  }

  @Test
  void sendsOneOfManyRefusalsAndNotMoreThanItsFirstWords() {
    Refusal long1 = new Refusal("node", "v1", "x".repeat(1_000), Instant.ofEpochMilli(7));
    var counts = new Acknowledgements(5, 0, 5, Collections.nCopies(5, long1));

    ResourceState sent =
        StateMessages.write(
                SHOP,
                new PolicySoftState(
                    Map.of(LISTENER, new ResourceCounts("v1", counts)),
                    Map.of(),
                    Map.of(),
                    Map.of()))
            .getResources(0);

    assertThat(sent.getRefused()).isEqualTo(5);
    assertThat(sent.getRefusalsList()).hasSize(1);
    assertThat(sent.getRefusals(0).getMessage()).hasSize(StateMessages.MAX_WORDS);
  }

  @Test
  void readsWhatItKnowsOfANewerPeer() throws InvalidProtocolBufferException {
    PolicyState newer =
        PolicyState.newBuilder()
            .setPolicy(StateMessages.key(SHOP))
            .addResources(ResourceState.newBuilder().setTypeUrl("type.googleapis.com/of.2030"))
            .addCuts(CutState.newBuilder().setCluster(CANARY.cluster()).setWeight(10))
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                    .build())
            .build();

    PolicySoftState read = StateMessages.read(PolicyState.parseFrom(newer.toByteArray()));

    assertThat(read).isEqualTo(SoftStates.cut(CANARY, 0));
  }

  @Test
  void neverCountsBelowNothing() {
    PolicyState message =
        PolicyState.newBuilder()
            .addLoads(LoadState.newBuilder().setCluster("c").setIssued(-1).setPools(-1))
            .addCuts(CutState.newBuilder().setCluster("c").setCapBasisPoints(-1))
            .build();

    PolicySoftState read = StateMessages.read(message);

    assertThat(read.loads().get("c").issued()).isZero();
    assertThat(read.loads().get("c").streams()).isZero();
    assertThat(read.cuts()).isEqualTo(Map.of(new Revision("c", 0), 0));
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }
}
