package cn.mingbai.core.merging;

import tools.jackson.databind.json.JsonMapper;

/**
 * What a proposal asks for: that a person is another one, or that this merge is undone.
 *
 * @param person the record that is merged
 * @param into the record that is kept
 */
record MergeProposal(boolean undo, long person, long into) {

    static final String KIND = "people.merge";

    /** What the approval is about: one open proposal for a record. */
    String subject() {
        return (undo ? "unmerge " : "person ") + person;
    }

    String json() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    static MergeProposal of(String json) {
        return JsonMapper.shared().readValue(json, MergeProposal.class);
    }
}
