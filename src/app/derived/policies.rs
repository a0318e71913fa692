//! 政策: the measures numbered and searchable, who passes query and choice, a document's measures in groups.

mod groups;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use super::Cached;
use crate::analysis::measures::Measures;
use crate::analysis::measures::facets::{
    Answer, BOOKMARKED, Chosen, MeasureFacet, MeasureFacets, NOTED,
};
use crate::analysis::measures::mentions::{Mention, mentions};
use crate::analysis::measures::quantities::{QuantityColumn, Row, rows};
use crate::analysis::measures::query::Query;
use crate::analysis::measures::similarity::Counterparts;
use crate::analysis::measures::texts::Texts;
use crate::app::places::policies::{
    ColumnsCache, DocumentsCache, ListCache, PairCache, ValuesCache,
};
use crate::app::state::View;
use crate::app::state::policies::Grouping;
use crate::app::workspace::Made;
use crate::dataset::Dataset;
use crate::model::{Bits, Lang, MeasureId, PolicyId};
use crate::search::{Sounds, Target};

pub use groups::{DocumentPage, Group};

/// More measures than these are numbered and folded in the background.
const LARGE: usize = 5000;

/// What every question about measures needs, built once for a dataset.
#[derive(Debug)]
pub struct Corpus {
    /// Of which dataset.
    pub generation: u64,
    /// Their numbers.
    pub measures: Measures,
    texts: Texts,
    facets: MeasureFacets,
    at: HashMap<MeasureId, usize>,
}

impl Corpus {
    /// Numbers and folds the measures of `data`.
    pub fn new(data: &Dataset) -> Self {
        let all = data.policies.iter().flat_map(|policy| &policy.measures);
        Self {
            generation: data.generation(),
            measures: Measures::of(data),
            texts: Texts::of(data),
            facets: MeasureFacets::of(data, |_| Vec::new()),
            at: all.map(|measure| measure.id.clone()).zip(0..).collect(),
        }
    }

    /// The number of a measure.
    pub fn number(&self, measure: &MeasureId) -> Option<usize> {
        self.at.get(measure).copied()
    }
}

/// The measures that pass, and what a further choice would leave.
#[derive(Debug)]
pub struct Found {
    /// The query, to point out its words.
    pub query: Arc<Query>,
    /// The facets, marks included.
    pub facets: Arc<MeasureFacets>,
    /// Who passes, and the counts.
    pub answer: Answer,
    /// The values of each facet as shown: most first, or latest.
    order: HashMap<MeasureFacet, Vec<usize>>,
}

impl Found {
    /// Positions of a facet's values in the order they are shown in.
    pub fn order(&self, facet: MeasureFacet) -> &[usize] {
        self.order.get(&facet).map_or(&[], Vec::as_slice)
    }
}

fn order(facets: &MeasureFacets, answer: &Answer, facet: MeasureFacet) -> Vec<usize> {
    let keys: Vec<(&str, usize)> = facets.values(facet).collect();
    let counts = answer.counts_of(facet);
    let mut order: Vec<usize> = (0..keys.len()).collect();
    match facet {
        MeasureFacet::Head | MeasureFacet::Quantity | MeasureFacet::Marked => {}
        MeasureFacet::Year => order.sort_by_key(|i| Reverse(keys[*i].0)),
        _ => order.sort_by_key(|i| (Reverse(counts[*i]), Reverse(keys[*i].1))),
    }
    order
}

/// Bookmarks and notes of measures, by id.
type Marks = (Vec<MeasureId>, Vec<MeasureId>);

#[derive(Clone, Debug, PartialEq)]
struct FoundKey {
    generation: u64,
    query: String,
    chosen: Chosen,
    marks: Marks,
    /// Only of this document.
    document: Option<usize>,
}

/// Two documents side by side.
pub type PairKey = (u64, PolicyId, PolicyId);

/// What comparing two documents came to.
#[derive(Clone, Debug)]
pub enum PairState {
    /// It runs.
    Running,
    /// A person cancelled it.
    Cancelled,
    /// Done.
    Done(Arc<Counterparts>),
}

/// Derived data of 政策.
#[derive(Debug, Default)]
pub struct PoliciesDerived {
    corpus: Option<Arc<Corpus>>,
    query: Cached<String, Query>,
    bits: Cached<(u64, String), Bits>,
    facets: Cached<(u64, Marks), MeasureFacets>,
    /// One of all documents, one of the document shown.
    found: [Cached<FoundKey, Found>; 2],
    page: Cached<(FoundKey, Lang, Grouping), DocumentPage>,
    quantities: Cached<(FoundKey, Lang, QuantityColumn, bool), Vec<Row>>,
    mentions: Cached<(u64, MeasureId), Vec<Mention>>,
    matrix: Cached<u64, Matrix>,
    pair: Option<(PairKey, PairState)>,
    /// Where the rows of the list of documents stand.
    pub documents: DocumentsCache,
    /// Where the rows of the document's list stand.
    pub list: ListCache,
    /// Where the cards of its columns stand.
    pub columns: ColumnsCache,
    /// Where the lines of two documents side by side stand.
    pub side_by_side: PairCache,
    /// The room the values of the quantities need.
    pub values: ValuesCache,
}

impl PoliciesDerived {
    /// The corpus; `None` while the background job builds that of a large dataset.
    pub fn corpus(&mut self, data: &Dataset) -> Option<Arc<Corpus>> {
        let current = |corpus: &&Arc<Corpus>| corpus.generation == data.generation();
        if let Some(corpus) = self.corpus.as_ref().filter(current) {
            return Some(Arc::clone(corpus));
        }
        if is_large(data) {
            return None;
        }
        let corpus = Arc::new(Corpus::new(data));
        self.corpus = Some(Arc::clone(&corpus));
        Some(corpus)
    }

    /// Takes in what the background job built.
    pub fn set_corpus(&mut self, corpus: Arc<Corpus>) {
        self.corpus = Some(corpus);
    }

    /// The measures of all documents that pass query and choice.
    pub fn found(&mut self, data: &Dataset, view: &View, made: &Made) -> Option<Arc<Found>> {
        let key = key(data, view, made, None);
        self.found_for(data, key)
    }

    /// The measures of the document shown that pass query and choice, in groups.
    pub fn document(
        &mut self,
        data: &Dataset,
        lang: Lang,
        view: &View,
        made: &Made,
    ) -> Option<(Arc<Found>, Arc<DocumentPage>)> {
        let document = data
            .policies
            .iter()
            .position(|policy| Some(&policy.id) == view.policy.as_ref())?;
        let key = key(data, view, made, Some(document));
        let found = self.found_for(data, key.clone())?;
        let first = self.corpus(data)?.measures.range(document).start;
        let page_key = (key, lang, view.policies.grouping);
        let page = self.page.get(page_key, |(_, lang, grouping)| {
            let policy = &data.policies[document];
            groups::page(data, (policy, first), &found, *grouping, *lang)
        });
        Some((found, page))
    }

    /// The quantities of the measures that pass, sorted.
    pub fn quantities(
        &mut self,
        data: &Dataset,
        lang: Lang,
        view: &View,
        made: &Made,
    ) -> Option<Arc<Vec<Row>>> {
        let key = key(data, view, made, None);
        let found = self.found_for(data, key.clone())?;
        let corpus = self.corpus(data)?;
        let state = &view.policies;
        let sorted = (key, lang, state.sort, state.descending);
        Some(self.quantities.get(sorted, |(_, lang, sort, descending)| {
            let sounds = Sounds::default();
            rows(
                data,
                &corpus.measures,
                &found.answer.passing,
                (*sort, *descending),
                (*lang, |name: &str| sounds.of(name)),
            )
        }))
    }

    /// What a measure names.
    pub fn mentions(&mut self, data: &Dataset, measure: &MeasureId) -> Arc<Vec<Mention>> {
        let key = (data.generation(), measure.clone());
        self.mentions.get(key, |(_, id)| {
            let measure = data.measure(id);
            measure.map_or_else(Vec::new, |(_, measure)| mentions(data, measure))
        })
    }

    /// Documents × heads.
    pub fn matrix(&mut self, data: &Dataset) -> Arc<Matrix> {
        self.matrix.get(data.generation(), |_| Matrix::of(data))
    }

    /// How far the comparison of two documents is; `None` when nobody has asked for it.
    pub fn pair(&self, key: &PairKey) -> Option<&PairState> {
        let (of, state) = self.pair.as_ref()?;
        (of == key).then_some(state)
    }

    /// What the comparison of two documents has come to.
    pub fn set_pair(&mut self, key: PairKey, state: PairState) {
        self.pair = Some((key, state));
    }

    fn found_for(&mut self, data: &Dataset, key: FoundKey) -> Option<Arc<Found>> {
        let corpus = self.corpus(data)?;
        let query = self.query.get(key.query.clone(), |text| Query::parse(text));
        let bits = self.bits.get((key.generation, key.query.clone()), |_| {
            corpus.texts.find(&query)
        });
        let marks = (key.generation, key.marks.clone());
        let facets = self
            .facets
            .get(marks, |(_, marks)| with_marks(&corpus, marks));
        let cached = &mut self.found[usize::from(key.document.is_some())];
        Some(cached.get(key, |key| {
            let mut base = (*bits).clone();
            if let Some(document) = key.document {
                let mut own = Bits::none(corpus.measures.len());
                for n in corpus.measures.range(document) {
                    own.insert(n);
                }
                base.keep(&own);
            }
            let answer = facets.answer(&base, &key.chosen);
            let orders = MeasureFacet::ALL.map(|facet| (facet, order(&facets, &answer, facet)));
            Found {
                query,
                order: orders.into(),
                answer,
                facets,
            }
        }))
    }
}

/// Whether the corpus is built in the background.
pub fn is_large(data: &Dataset) -> bool {
    let measures = data.policies.iter().map(|policy| policy.measures.len());
    measures.sum::<usize>() > LARGE
}

fn key(data: &Dataset, view: &View, made: &Made, document: Option<usize>) -> FoundKey {
    let measure = |target: &Target| match target {
        Target::Measure(id) => Some(id.clone()),
        _ => None,
    };
    let mut chosen = view.policies.chosen.clone();
    if document.is_some() {
        // They would only empty the document.
        chosen.remove(&MeasureFacet::Document);
        chosen.remove(&MeasureFacet::Year);
    }
    FoundKey {
        generation: data.generation(),
        query: view.policy_query.trim().to_owned(),
        chosen,
        marks: (
            made.bookmarks.keys().filter_map(measure).collect(),
            made.notes.keys().filter_map(measure).collect(),
        ),
        document,
    }
}

fn with_marks(corpus: &Corpus, (bookmarks, notes): &Marks) -> MeasureFacets {
    let mut marks: HashMap<usize, Vec<String>> = HashMap::new();
    for (ids, key) in [(bookmarks, BOOKMARKED), (notes, NOTED)] {
        for n in ids.iter().filter_map(|id| corpus.number(id)) {
            marks.entry(n).or_default().push(key.to_owned());
        }
    }
    let facets = &corpus.facets;
    let marks = |n| marks.get(&n).cloned().unwrap_or_default();
    facets.with(MeasureFacet::Marked, marks)
}

/// How many measures each document has under each head.
#[derive(Debug, Default)]
pub struct Matrix {
    /// The heads, Chinese and English, in order of first appearance.
    pub heads: Vec<(String, String)>,
    /// For each document and head; `None` where nobody knows, 0 also where the document has no such head.
    pub counts: Vec<Vec<Option<usize>>>,
    /// The largest count.
    pub most: usize,
}

impl Matrix {
    fn of(data: &Dataset) -> Self {
        let mut matrix = Self::default();
        let mut at: HashMap<&str, usize> = HashMap::new();
        for policy in &data.policies {
            for head in &policy.categories {
                at.entry(&head.title).or_insert_with(|| {
                    let names = (head.title.clone(), head.title_en.clone());
                    matrix.heads.push(names);
                    matrix.heads.len() - 1
                });
            }
        }
        for policy in &data.policies {
            let heads = policy.categories.iter();
            let of: HashMap<&str, &str> = heads
                .map(|head| (head.id.as_str(), head.title.as_str()))
                .collect();
            let mut counts = vec![0; matrix.heads.len()];
            for measure in &policy.measures {
                if let Some(head) = of.get(measure.category.as_str()).and_then(|t| at.get(t)) {
                    counts[*head] += 1;
                }
            }
            let has = |title: &str| policy.categories.iter().any(|head| head.title == title);
            let known = counts
                .into_iter()
                .zip(&matrix.heads)
                .map(
                    |(n, (title, _))| {
                        if has(title) { policy.known(n) } else { Some(n) }
                    },
                );
            matrix.counts.push(known.collect());
        }
        let all = matrix.counts.iter().flatten().flatten();
        matrix.most = all.max().copied().unwrap_or(0);
        matrix
    }
}

#[cfg(test)]
mod tests;
