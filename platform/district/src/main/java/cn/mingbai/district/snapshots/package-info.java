/** Sealed reports of outreach, a campaign's households on a reporting day, beside those of training: kept, verified, compared. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.district.snapshots;
