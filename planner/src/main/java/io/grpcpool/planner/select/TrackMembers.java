package io.grpcpool.planner.select;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.route.TrackView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Immutable. Which endpoints belong to which track: one that several tracks select goes to the one
 * with a service of its own, then to the one with most keys, then to the first.
 *
 * @param byTrack the members of each track, in the order of the tracks
 * @param matched how many endpoints each track's selector matches, won or not
 * @param unselected those that no track selects
 */
record TrackMembers(
    List<List<Endpoint>> byTrack, List<Integer> matched, List<Endpoint> unselected) {

  static TrackMembers of(List<Endpoint> endpoints, List<TrackView> tracks) {
    List<List<Endpoint>> byTrack = new ArrayList<>();
    tracks.forEach(track -> byTrack.add(new ArrayList<>()));
    int[] matched = new int[tracks.size()];
    List<Endpoint> unselected = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      int winner = -1;
      for (int i = 0; i < tracks.size(); i++) {
        if (!tracks.get(i).selector().matches(endpoint)) {
          continue;
        }
        matched[i]++;
        if (winner < 0 || tracks.get(i).selector().isNarrowerThan(tracks.get(winner).selector())) {
          winner = i;
        }
      }
      (winner < 0 ? unselected : byTrack.get(winner)).add(endpoint);
    }
    return new TrackMembers(
        byTrack.stream().map(List::copyOf).toList(),
        Arrays.stream(matched).boxed().toList(),
        List.copyOf(unselected));
  }
}
