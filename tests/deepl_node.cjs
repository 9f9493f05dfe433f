// What DeepL"s client for Node.js can ask of the server at an address, told as JSON.

const deepl = require("deepl-node");
const [address, folder] = process.argv.slice(2);
const options = { serverUrl: address, maxRetries: 0 };
const client = new deepl.DeepLClient("secret", options);
const told = {};
const failed = async (work) => {
  try {
    await work();
    return null;
  } catch (error) {
    return [error.constructor.name, error.message];
  }
};
(async () => {
  const text = "Das Haus ist alt.";
  told.texts = (await client.translateText([text, "Haus"], null, "en-US")).map((one) => [one.text, one.detectedSourceLang]);
  told.tags = (await client.translateText("Das <b>Haus</b> von <x>Haus</x>", "de", "en-GB",
    { tagHandling: "xml", ignoreTags: ["x"], outlineDetection: false, context: "Ein Satz." })).text;
  const one = await client.createGlossary("v2", "de", "en", new deepl.GlossaryEntries({ entries: { Haus: "mansion" } }));
  told.entries = (await client.getGlossaryEntries(one)).entries();
  told.v2 = (await client.translateText(text, "de", "en-US", { glossary: one })).text;
  await client.deleteGlossary(one);
  const entries = (pairs) => new deepl.GlossaryEntries({ entries: pairs });
  const several = await client.createMultilingualGlossary("v3", [
    { sourceLangCode: "de", targetLangCode: "en", entries: entries({ Haus: "shed" }) },
    { sourceLangCode: "en", targetLangCode: "de", entries: entries({ shed: "Haus" }) },
  ]);
  told.dictionaries = several.dictionaries.map((each) => [each.sourceLangCode, each.targetLangCode, each.entryCount]);
  told.v3 = (await client.translateText(text, "de", "en-US", { glossary: several.glossaryId })).text;
  await client.updateMultilingualGlossaryDictionary(several,
    { sourceLangCode: "de", targetLangCode: "en", entries: entries({ Haus: "hut" }) });
  told.updated = (await client.getMultilingualGlossaryDictionaryEntries(several, "de", "en")).entries.entries();
  told.listed = (await client.listMultilingualGlossaries()).length;
  await client.deleteMultilingualGlossary(several);
  told.gone = await failed(() => client.getMultilingualGlossary(several.glossaryId));
  await client.translateDocument(`${folder}/a.html`, `${folder}/b.html`, "de", "en-US");
  told.languages = [await client.getSourceLanguages(), await client.getTargetLanguages()].map((all) => all.map(({ code }) => code));
  told.pairs = await client.getGlossaryLanguagePairs();
  told.used = (await client.getUsage()).character.count > 0;
  told.french = await failed(() => client.translateText(text, "de", "fr"));
  told.rephrased = await failed(() => client.rephraseText("The house.", "en-US"));
  told.stranger = await failed(() => new deepl.DeepLClient("wrong", options).getUsage());
  console.log(JSON.stringify(told));
})();
