package io.grpcpool.planner;

import io.grpcpool.planner.name.NameGrant;
import io.grpcpool.planner.plan.EndpointPlan;
import io.grpcpool.planner.plan.PlanNote;
import io.grpcpool.planner.plan.PlanNote.Kind;
import io.grpcpool.planner.plan.TrackPlan;
import io.grpcpool.planner.route.RouteView;
import io.grpcpool.planner.select.Selection;
import io.grpcpool.planner.select.ZonePreference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Immutable. What an owner should know of a plan, in sentences. */
final class PlanNotes {

  private static final int SHOWN = 3;

  private PlanNotes() {}

  static List<PlanNote> of(
      RouteView route, NameGrant names, Selection selection, List<TrackPlan> tracks) {
    List<PlanNote> notes = new ArrayList<>();
    names
        .conflicts()
        .forEach(
            c ->
                notes.add(
                    new PlanNote(
                        Kind.NAME_HELD, "name " + c.name() + " belongs to policy " + c.holder())));
    for (int i = 0; i < tracks.size(); i++) {
      addTrack(notes, tracks.get(i), selection.tracks().get(i).matched());
      if (route.endpointRules().preferSameZone() && selection.tracks().get(i).tooManyZones()) {
        notes.add(
            new PlanNote(
                Kind.TOO_MANY_ZONES,
                "track "
                    + tracks.get(i).name()
                    + ": its endpoints are in more than "
                    + ZonePreference.MOST_ZONES
                    + " zones: no zone is preferred"));
      }
    }
    if (tracks.stream().allMatch(track -> track.usable() == 0)) {
      notes.add(
          new PlanNote(
              Kind.ALL_EMPTY,
              "no endpoint of "
                  + selection.endpoints().size()
                  + " takes calls; shares are as written"));
    }
    if (selection.panic()) {
      notes.add(
          new PlanNote(
              Kind.PANIC,
              selection.healthy()
                  + " of "
                  + selection.counted()
                  + " endpoints are healthy, below the panic threshold of "
                  + route.endpointRules().panicThreshold()
                  + "%: all but maintenance are served"));
    }
    addUnselected(notes, selection.endpoints());
    return notes;
  }

  private static void addTrack(List<PlanNote> notes, TrackPlan track, int matched) {
    if (matched == 0) {
      notes.add(
          new PlanNote(
              Kind.SELECTOR_MATCHES_NOTHING,
              "track " + track.name() + ": selector " + track.selector() + " matches no endpoint"));
    } else if (track.total() == 0) {
      notes.add(
          new PlanNote(
              Kind.TRACK_EMPTY,
              "track "
                  + track.name()
                  + ": the "
                  + matched
                  + " endpoints that its selector matches belong to other tracks"));
    } else if (track.usable() == 0) {
      notes.add(
          new PlanNote(
              Kind.TRACK_EMPTY,
              "track "
                  + track.name()
                  + ": none of its "
                  + track.total()
                  + " endpoints takes calls"));
    }
  }

  private static void addUnselected(List<PlanNote> notes, List<EndpointPlan> endpoints) {
    List<String> unselected =
        endpoints.stream().filter(e -> e.track().isEmpty()).map(e -> e.endpoint().id()).toList();
    if (!unselected.isEmpty()) {
      notes.add(
          new PlanNote(
              Kind.UNSELECTED,
              unselected.size()
                  + " endpoints belong to no track: "
                  + unselected.stream().limit(SHOWN).collect(Collectors.joining(", "))
                  + (unselected.size() > SHOWN ? ", …" : "")));
    }
  }
}
